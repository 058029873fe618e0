import { useEffect, useMemo } from 'preact/hooks';
import type { SiteRun } from '../../site-data.ts';
import { headlineOf } from '../text/headline.ts';
import { overviewOf } from '../site/overview.ts';
import type { Site } from '../site/site.ts';
import { texts } from '../text/texts.ts';
import { useViewState } from './use-view-state.ts';
import { Findings } from './findings.tsx';
import { Headline } from './headline.tsx';
import { Legend } from './legend.tsx';
import { RunFacts } from './run-facts.tsx';
import { SeriesDialog } from './series-dialog.tsx';
import { SeriesList } from './series-list.tsx';
import { Tests } from './tests.tsx';

export function SitePage({ site, newest }: { site: Site; newest: SiteRun }) {
  const [view, navigate] = useViewState();
  const overview = useMemo(() => overviewOf(site), [site]);
  const headline = headlineOf(overview);

  useEffect(() => {
    document.title = `${headline.title} · ${texts.title}`;
  }, [headline.title]);

  return (
    <>
      <header class="page-header">
        <p class="product">{texts.title}</p>
        <Headline headline={headline} overview={overview} shown={view.shown} navigate={navigate} />
        <RunFacts site={site} run={newest} />
      </header>
      <main>
        <Findings findings={overview.findings} site={site} navigate={navigate} />
        <SeriesList site={site} overview={overview} view={view} navigate={navigate} />
        <Tests tests={site.data.tests} />
      </main>
      <Legend generatedAt={site.data.generatedAt} />
      {view.series !== null && (
        <SeriesDialog key={view.series} id={view.series} site={site} navigate={navigate} />
      )}
    </>
  );
}
