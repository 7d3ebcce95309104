export * from './candidate-generators/candidate-generator.ts';
export * from './errors.ts';
export * from './interests/build-interests.ts';
export * from './interests/interaction-weights.ts';
export * from './interests/read-history.ts';
export * from './recommendation.ts';
export * from './recommender.ts';
export * from './reranker/maximal-marginal-relevance.ts';
