import { GraphQLError, GraphQLScalarType } from 'graphql';
import { UploadedFile } from '../../http/uploaded-file.ts';

const HOW =
  'Send the request as multipart/form-data as the GraphQL multipart request specification says, with null in its place.';

export const UploadScalar = new GraphQLScalarType<UploadedFile>({
  name: 'Upload',
  description: 'A file sent by the GraphQL multipart request specification. At most 10 MB.',
  parseValue(value) {
    if (value instanceof UploadedFile) return value;
    throw new GraphQLError(`This is no file. ${HOW}`, { extensions: { code: 'BAD_USER_INPUT' } });
  },
  parseLiteral(node) {
    throw new GraphQLError(`A file can't be written into the query. ${HOW}`, {
      nodes: node,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  },
  serialize() {
    throw new GraphQLError('A file is never part of an answer.');
  },
});
