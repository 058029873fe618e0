import { useState } from 'preact/hooks';
import type { ApiClient } from './protocol/api-client.ts';
import { PromptsView } from './prompts/prompts-view.tsx';
import { routeHash } from './routing/route.ts';
import { useRoute } from './routing/use-route.ts';

/** Frame around every view: name, navigation, and a live region for screen readers. */
export function App({ client }: { readonly client: ApiClient }) {
  const [route, navigate] = useRoute();
  const [announcement, announce] = useState('');
  return (
    <div class="app" data-testid="app-container">
      <header class="app-header">
        <span class="app-name">
          <Moon />
          Night Pilot
        </span>
        <nav aria-label="Main">
          <a
            href={routeHash({ view: 'prompts', promptId: null })}
            aria-current={route.view === 'prompts' ? 'page' : undefined}
            data-testid="nav-prompts"
          >
            Prompts
          </a>
        </nav>
      </header>
      <PromptsView
        client={client}
        promptId={route.promptId}
        showPrompt={(promptId) => navigate({ view: 'prompts', promptId })}
        announce={announce}
      />
      <div class="visually-hidden" role="status" data-testid="announcement">
        {announcement}
      </div>
    </div>
  );
}

function Moon() {
  return (
    <svg class="app-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M15 3a9.5 9.5 0 1 0 6 13.2A7.8 7.8 0 0 1 15 3z" />
    </svg>
  );
}
