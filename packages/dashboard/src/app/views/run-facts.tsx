import type { SiteRun } from '../../site-data.ts';
import { formatAge, formatDuration, formatMoment } from '../text/format-time.ts';
import { seriesStatus } from '../site/series-status.ts';
import type { Site } from '../site/site.ts';
import { texts } from '../text/texts.ts';
import { Commit } from './commit.tsx';

/** The newest run: commit, time and machine. */
export function RunFacts({ site, run }: { site: Site; run: SiteRun }) {
  const machines = machinesOf(site);
  const age = formatAge(run.startedAt, new Date());
  return (
    <section aria-label={texts.run.heading}>
      <dl class="facts">
        <div>
          <dt>{texts.run.commit}</dt>
          <dd>
            <Commit run={run} />
            {run.dirty && <span class="note">{texts.run.dirty}</span>}
          </dd>
        </div>
        <div>
          <dt>{texts.run.branch}</dt>
          <dd>{run.branch ?? texts.run.noBranch}</dd>
        </div>
        <div>
          <dt>{texts.run.started}</dt>
          <dd>
            <time dateTime={run.startedAt}>{formatMoment(run.startedAt)}</time>
            <span class="note">{texts.run.ageAndTime(age, formatDuration(run.durationMs))}</span>
          </dd>
        </div>
        <div>
          <dt>{texts.run.history}</dt>
          <dd>{texts.run.runs(site.data.runs.length)}</dd>
        </div>
        <div class="wide">
          <dt>{texts.run.machine}</dt>
          {machines.length === 0 && <dd>{texts.run.noMachine}</dd>}
          {machines.map((machine) => (
            <dd key={machine}>{machine}</dd>
          ))}
        </div>
      </dl>
    </section>
  );
}

/** Returns the environments of the newest run. */
function machinesOf({ data, newest }: Site): string[] {
  const measured = data.series.filter((series) => seriesStatus(series, newest) !== 'absent');
  return [...new Set(measured.map(({ environment }) => environment))];
}
