import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** In development `KINDRED_API_URL` says where the API listens; in production the API serves `dist` from its own origin. */
export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', sourcemap: false, reportCompressedSize: true, chunkSizeWarningLimit: 700 },
  server: { proxy: { '/graphql': apiUrl(), '/photos': apiUrl() } },
});

function apiUrl(): string {
  return process.env['KINDRED_API_URL'] ?? 'http://127.0.0.1:4000';
}
