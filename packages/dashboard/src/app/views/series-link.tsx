import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import type { SiteSeries } from '../../site-data.ts';
import type { Navigate } from './use-view-state.ts';
import { formatViewState } from '../site/view-state.ts';

interface SeriesLinkProps {
  series: SiteSeries;
  navigate: Navigate;
  children: ComponentChildren;
}

/** Opens a series over the view that is shown; in a new tab it opens the series alone. */
export function SeriesLink({ series, navigate, children }: SeriesLinkProps) {
  const open = (event: TargetedMouseEvent<HTMLAnchorElement>) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate({ series: series.id });
  };
  const href = formatViewState({ search: '', shown: 'all', series: series.id });
  return (
    <a class="series-link" href={href} onClick={open}>
      {children}
    </a>
  );
}
