import { useState } from 'preact/hooks';
import type { SiteData } from '../../site-data.ts';
import { formatDuration } from '../text/format-time.ts';
import { texts } from '../text/texts.ts';

type Test = SiteData['tests'][number];

/** Order of the outcomes, the most urgent first. */
const ORDER = [
  'failed',
  'timedOut',
  'interrupted',
  'flaky',
  'passed',
  'skipped',
] as const satisfies Test['outcome'][];

export function Tests({ tests }: { tests: Test[] }) {
  const [isOpen, setOpen] = useState(false);
  const counts = ORDER.map((outcome) => ({
    outcome,
    count: tests.filter((test) => test.outcome === outcome).length,
  })).filter(({ count }) => count > 0);
  return (
    <section aria-labelledby="tests-heading">
      <h2 id="tests-heading">{texts.tests.heading}</h2>
      {tests.length === 0 ? (
        <p class="empty">{texts.tests.none}</p>
      ) : (
        <>
          <ul class="outcomes">
            {counts.map(({ outcome, count }) => (
              <li key={outcome} class={`badge ${outcome}`}>
                {texts.tests.count(count, texts.tests.outcomes[outcome])}
              </li>
            ))}
          </ul>
          <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
            <summary>{texts.tests.open(tests.length)}</summary>
            {isOpen && <TestTable tests={tests} />}
          </details>
        </>
      )}
    </section>
  );
}

function TestTable({ tests }: { tests: Test[] }) {
  const sorted = tests.toSorted(
    (a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome) || b.durationMs - a.durationMs,
  );
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={texts.tests.open(tests.length)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.tests.outcome}</th>
            <th scope="col">{texts.tests.test}</th>
            <th scope="col" class="number">
              {texts.tests.duration}
            </th>
            <th scope="col" class="number">
              {texts.tests.retries}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ project, suite, name, variant, outcome, durationMs, retries }, index) => (
            <tr key={index}>
              <td>
                <span class={`badge ${outcome}`}>{texts.tests.outcomes[outcome]}</span>
              </td>
              <td>
                {[project, suite, name].filter(Boolean).join(' › ')}{' '}
                <span class="note">{variant}</span>
              </td>
              <td class="number">{formatDuration(durationMs)}</td>
              <td class="number">{retries}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
