import type { Overview } from '../site/overview.ts';
import { texts } from '../text/texts.ts';
import type { Navigate } from './use-view-state.ts';
import { type Shown, SHOWN } from '../site/view-state.ts';

interface FilterBarProps {
  search: string;
  shown: Shown;
  /** Number of series that pass the filter. */
  listed: number;
  all: number;
  overview: Overview;
  navigate: Navigate;
}

export function FilterBar({ search, shown, listed, all, overview, navigate }: FilterBarProps) {
  const { brokenBudgets, unclearBudgets } = overview;
  const counts = { ...overview.counts, all, budget: brokenBudgets, unclear: unclearBudgets };
  const isFiltered = search !== '' || shown !== 'all';
  return (
    <form class="filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>{texts.filter.search}</span>
        <input
          type="search"
          value={search}
          placeholder={texts.filter.searchHint}
          onInput={({ currentTarget }) =>
            navigate({ search: currentTarget.value }, { step: 'replace' })
          }
        />
      </label>
      <label>
        <span>{texts.filter.show}</span>
        <select
          value={shown}
          onChange={({ currentTarget }) => navigate({ shown: currentTarget.value as Shown })}
        >
          {SHOWN.map((one) => (
            <option key={one} value={one}>
              {texts.shown[one]} ({counts[one].toLocaleString('en')})
            </option>
          ))}
        </select>
      </label>
      <p role="status">{texts.filter.count(listed, all)}</p>
      {isFiltered && (
        <button type="button" onClick={() => navigate({ search: '', shown: 'all' })}>
          {texts.filter.clear}
        </button>
      )}
    </form>
  );
}
