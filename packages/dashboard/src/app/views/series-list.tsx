import { useMemo } from 'preact/hooks';
import type { SiteSeries } from '../../site-data.ts';
import { groupSeries } from '../site/group-series.ts';
import type { Overview } from '../site/overview.ts';
import { namesakes } from '../site/series-title.ts';
import type { Site } from '../site/site.ts';
import { texts } from '../text/texts.ts';
import type { Navigate } from './use-view-state.ts';
import { seriesFilter, type ViewState } from '../site/view-state.ts';
import { FilterBar } from './filter-bar.tsx';
import { SeriesCard } from './series-card.tsx';

/** Id of the list; the numbers of the headline scroll to it. */
export const SERIES_SECTION_ID = 'series';

interface SeriesListProps {
  site: Site;
  overview: Overview;
  view: ViewState;
  navigate: Navigate;
}

/** Series by project and suite. The filter hides cards, because rendering 1,000 of them again is slow. */
export function SeriesList({ site, overview, view, navigate }: SeriesListProps) {
  const { search, shown } = view;
  const { series } = site.data;
  const groups = useMemo(() => groupSeries(series), [series]);
  const listed = useMemo(
    () => new Set(series.filter(seriesFilter({ search, shown }, site.newest))),
    [series, site.newest, search, shown],
  );
  const isAnyListed = (some: SiteSeries[]) => some.some((one) => listed.has(one));
  const onSeveralMachines = useMemo(() => namesakes(series), [series]);
  return (
    <section id={SERIES_SECTION_ID} aria-labelledby="series-heading">
      <h2 id="series-heading">{texts.filter.heading}</h2>
      {series.length === 0 ? (
        <p class="empty">{texts.filter.empty}</p>
      ) : (
        <FilterBar
          search={search}
          shown={shown}
          listed={listed.size}
          all={series.length}
          overview={overview}
          navigate={navigate}
        />
      )}
      {series.length > 0 && listed.size === 0 && <p class="empty">{texts.filter.none}</p>}
      {groups.map(({ project, suites }) => (
        <section
          key={project}
          class="project"
          aria-label={project}
          hidden={!suites.some((suite) => isAnyListed(suite.series))}
        >
          <h3>{project}</h3>
          {suites.map((suite) => (
            <div key={suite.suite} class="suite" hidden={!isAnyListed(suite.series)}>
              {suite.suite !== '' && <h4>{suite.suite}</h4>}
              <ul class="cards">
                {suite.series.map((one) => (
                  <li key={one.id} hidden={!listed.has(one)}>
                    <SeriesCard
                      series={one}
                      site={site}
                      namesMachine={onSeveralMachines.has(one)}
                      navigate={navigate}
                    />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
    </section>
  );
}
