# The API with the console. Build context: the repository.
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
RUN node tools/bootstrap.mjs build && npm prune --omit=dev --no-audit

FROM node:24-bookworm-slim AS api
ENV NODE_ENV=production MALLOC_ARENA_MAX=2 HOST=0.0.0.0 PORT=4000 KINDRED_DATA_DIR=/var/lib/kindred
WORKDIR /kindred
RUN useradd --system --home-dir /var/lib/kindred --create-home kindred
COPY --from=build --chown=root:root /kindred /kindred
USER kindred
VOLUME /var/lib/kindred
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# The flags of tools/bootstrap/server-settings.mjs; NODE_OPTIONS takes not all of them.
CMD ["node", "--max-semi-space-size=8", "--initial-old-space-size=64", "--heap-growing-percent=50", "apps/api/dist/main.js"]
