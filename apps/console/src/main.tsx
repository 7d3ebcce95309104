import '@mantine/core/styles.layer.css';
import './styles/global.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ConsoleStoreContext } from './state/console-store-context.ts';
import { createConsoleStore } from './state/console-store.ts';
import { theme } from './theme.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root to show the console in.');
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } });

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <ConsoleStoreContext value={createConsoleStore(window)}>
          <App />
        </ConsoleStoreContext>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
