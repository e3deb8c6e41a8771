using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Transcribe.Bench.Micro;

// In this process: building a project of its own for each benchmark would need the whole repository's settings there, too. A fixed number
// of iterations, so that a busy machine does not measure for ever.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(4).WithIterationCount(10);
var config = DefaultConfig.Instance.AddJob(job);
BenchmarkSwitcher.FromAssembly(typeof(EngineBenchmark).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"], config);
