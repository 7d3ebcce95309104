import { loadConfig, startApi } from '@kindred/api';

// The API as `apps/api` starts it, in a process of its own; prints its address as JSON and serves until it is told to stop.
const running = await startApi(loadConfig());
console.log(JSON.stringify({ url: `${running.url}/graphql` }));
const stop = (): void => {
  void running.close().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('disconnect', stop);
