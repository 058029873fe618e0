import { render } from 'preact';
import { type ApiClient, createApiClient, secretOf } from './protocol/api-client.ts';
import { App } from './app.tsx';

declare global {
  interface Window {
    /** The command protocol, for the page and for programs that automate it. */
    apiClient: ApiClient;
  }
}

window.apiClient = createApiClient({ endpoint: '/api/invoke', secret: secretOf(document) });
render(<App client={window.apiClient} />, document.body);
