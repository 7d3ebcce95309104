import { startFixtureApi } from './fixture-api.ts';

/** `node dev/fixture-server.ts`, with `PORT` and `ITEMS`; then `KINDRED_API_URL=http://127.0.0.1:4000 npx vite`. */
const url = await startFixtureApi({
  port: Number(process.env['PORT'] ?? 4000),
  itemCount: Number(process.env['ITEMS'] ?? 54),
});
console.log(`Fixture API on ${url}/graphql`);
