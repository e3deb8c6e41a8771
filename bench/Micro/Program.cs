using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Transcribe.Bench.Micro;

// In this process: building a project of its own for each benchmark would need the whole repository's settings there, too.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(EngineBenchmark).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"], config);
