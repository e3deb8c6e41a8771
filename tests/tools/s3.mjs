// An S3 server in memory of a folder; prints its port.
import S3rver from 's3rver';

const [directory] = process.argv.slice(2);
const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: 'files' }] });

// S3 decodes the whole source of a copy; s3rver leaves an encoded slash in it as it is.
server.middleware.unshift((ctx, next) => {
  const source = ctx.req.headers['x-amz-copy-source'];
  if (source) ctx.req.headers['x-amz-copy-source'] = encodeURI(decodeURIComponent(source));
  return next();
});

const { port } = await server.run();
console.log(`listening on ${port}`);
