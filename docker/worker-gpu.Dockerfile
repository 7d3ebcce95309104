# The worker that encodes photos on a GPU. The runtime's CUDA library is fetched when the image is built.
FROM nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04 AS worker-gpu
COPY --from=node:24-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:24-bookworm-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s /usr/local/lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /kindred
COPY . .
RUN npm ci --no-audit && ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node && node node_modules/typescript/bin/tsc -b && npm prune --omit=dev --no-audit
ENV NODE_ENV=production MALLOC_ARENA_MAX=2 KINDRED_DATA_DIR=/var/lib/kindred
RUN useradd --system --home-dir /var/lib/kindred --create-home kindred
USER kindred
VOLUME /var/lib/kindred
CMD ["node", "apps/cli/bin/kindred.js", "worker", "--device", "cuda", "--modalities", "image"]
