import { ApolloServer } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastify from 'fastify';

// The least that Apollo Server on Fastify can be: the baseline for `hello.overBareApollo`. Prints its address and serves until it is killed.
const app = fastify();
const apollo = new ApolloServer({ typeDefs: 'type Query { hello: String }', plugins: [fastifyApolloDrainPlugin(app)] });
await apollo.start();
app.route({ url: '/graphql', method: ['GET', 'POST', 'OPTIONS'], handler: fastifyApolloHandler(apollo) });
const url = await app.listen({ port: 0, host: '127.0.0.1' });
console.log(JSON.stringify({ url: `${url}/graphql` }));
process.on('disconnect', () => process.exit());
