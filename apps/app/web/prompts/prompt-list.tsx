import { useEffect, useRef, useState } from 'preact/hooks';
import { DateTime } from '../elements/date-time.tsx';
import { Failure } from '../elements/failure.tsx';
import { routeHash } from '../routing/route.ts';
import { Tags } from './tags.tsx';
import type { Prompts } from './use-prompts.ts';

const hashOf = (promptId: number) => routeHash({ view: 'prompts', promptId });

export interface PromptListProps {
  readonly prompts: Prompts;
  readonly selectedId: number | null;
  readonly create: () => void;
  readonly announce: (text: string) => void;
}

export function PromptList({ prompts, selectedId, create, announce }: PromptListProps) {
  const pane = useRef<HTMLElement>(null);
  const selectedBefore = useRef(selectedId);
  // Coming back from a prompt, focus its entry in the list, or the heading if it is gone.
  useEffect(() => {
    const left = selectedBefore.current;
    selectedBefore.current = selectedId;
    if (left === null || selectedId !== null) return;
    const target = pane.current?.querySelector<HTMLElement>(`a[href="${hashOf(left)}"]`);
    (target ?? pane.current?.querySelector('h1'))?.focus();
  }, [selectedId]);
  return (
    <section class="list-pane" aria-labelledby="prompts-title" ref={pane}>
      <div class="list-head">
        <h1 id="prompts-title" tabIndex={-1}>
          Prompts
        </h1>
        <button type="button" class="primary fab" data-testid="create-prompt-fab" onClick={create}>
          New prompt
        </button>
      </div>
      <ListBody prompts={prompts} selectedId={selectedId} announce={announce} />
    </section>
  );
}

function ListBody({ prompts, selectedId, announce }: Omit<PromptListProps, 'create'>) {
  const { list } = prompts;
  switch (list.state) {
    case 'loading':
      return (
        <p class="hint" aria-busy="true" data-testid="prompts-loading">
          Loading prompts…
        </p>
      );
    case 'failed':
      return <Failure message={list.message} retry={() => void prompts.reload()} />;
    case 'loaded':
      if (list.prompts.length === 0) {
        return (
          <p class="hint" data-testid="prompts-empty">
            No prompts yet. Write the first one with “New prompt”.
          </p>
        );
      }
      return (
        <>
          <ul class="prompt-list" data-testid="prompt-list">
            {list.prompts.map((prompt) => (
              <li key={prompt.id} data-testid="prompt-item">
                <a
                  href={hashOf(prompt.id)}
                  aria-current={prompt.id === selectedId ? 'true' : undefined}
                >
                  <span class="prompt-title">{prompt.title}</span>
                  <span class="prompt-excerpt">{prompt.content.slice(0, 200)}</span>
                  <span class="prompt-facts">
                    <DateTime iso={prompt.created_at} />
                    <Tags tags={prompt.tags} />
                  </span>
                </a>
              </li>
            ))}
          </ul>
          {list.hasMore && <ShowMore prompts={prompts} announce={announce} />}
        </>
      );
  }
}

function ShowMore({ prompts, announce }: Pick<PromptListProps, 'prompts' | 'announce'>) {
  const [progress, setProgress] = useState<'idle' | 'loading' | 'failed'>('idle');
  const mounted = useRef(true);
  useEffect(() => () => void (mounted.current = false), []);
  const show = async () => {
    setProgress('loading');
    try {
      announce(`${await prompts.loadMore()} more prompts shown`);
      if (mounted.current) setProgress('idle');
    } catch (error) {
      announce((error as Error).message);
      setProgress('failed');
    }
  };
  return (
    <button
      type="button"
      class="show-more"
      data-testid="show-more-prompts"
      aria-disabled={progress === 'loading'}
      onClick={() => progress !== 'loading' && void show()}
    >
      {{ idle: 'Show more', loading: 'Loading…', failed: 'Loading failed. Try again' }[progress]}
    </button>
  );
}
