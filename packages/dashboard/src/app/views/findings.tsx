import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Finding } from '../site/overview.ts';
import type { Site } from '../site/site.ts';
import { texts } from '../text/texts.ts';
import type { Navigate } from './use-view-state.ts';
import { FindingItem } from './finding-item.tsx';

/** Number of findings that are shown; the others are folded. */
const OPEN = 6;

interface FindingsProps {
  findings: Finding[];
  site: Site;
  navigate: Navigate;
}

/** The findings of the newest run, the worst first. Renders nothing without findings. */
export function Findings({ findings, site, navigate }: FindingsProps) {
  const rest = useRef<HTMLDetailsElement>(null);
  useEffect(() => openWhilePrinting(rest), []);
  if (findings.length === 0) return null;
  const list = (some: Finding[]) => (
    <ul class="findings">
      {some.map((finding, index) => (
        <FindingItem key={index} finding={finding} site={site} navigate={navigate} />
      ))}
    </ul>
  );
  return (
    <section aria-labelledby="findings-heading">
      <h2 id="findings-heading">{texts.findings.heading}</h2>
      {list(findings.slice(0, OPEN))}
      {findings.length > OPEN && (
        <details ref={rest}>
          <summary>{texts.findings.more(findings.length - OPEN)}</summary>
          {list(findings.slice(OPEN))}
        </details>
      )}
    </section>
  );
}

/** Unfolds the other findings while the page is printed. */
function openWhilePrinting({ current: details }: RefObject<HTMLDetailsElement | null>) {
  if (details === null) return;
  let wasOpen = details.open;
  const open = () => {
    wasOpen = details.open;
    details.open = true;
  };
  const restore = () => {
    details.open = wasOpen;
  };
  // Captured, to run before the charts are drawn: a folded element has no width.
  addEventListener('beforeprint', open, { capture: true });
  addEventListener('afterprint', restore);
  return () => {
    removeEventListener('beforeprint', open, { capture: true });
    removeEventListener('afterprint', restore);
  };
}
