# The worker process: applies what was committed to PostgreSQL and not yet to the vector store. Build context: the repository.
FROM node:24-bookworm-slim AS build
WORKDIR /kindred
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/cli/package.json apps/cli/
COPY apps/console/package.json apps/console/
COPY libs libs
COPY tools tools
RUN npm ci --no-audit
COPY . .
RUN node node_modules/typescript/bin/tsc -b && npm prune --omit=dev --no-audit

FROM node:24-bookworm-slim AS worker
ENV NODE_ENV=production MALLOC_ARENA_MAX=2 KINDRED_DATA_DIR=/var/lib/kindred
WORKDIR /kindred
RUN useradd --system --home-dir /var/lib/kindred --create-home kindred
COPY --from=build --chown=root:root /kindred /kindred
USER kindred
VOLUME /var/lib/kindred
CMD ["node", "apps/cli/bin/kindred.js", "worker"]
