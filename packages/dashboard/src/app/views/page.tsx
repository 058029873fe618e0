import { texts } from '../text/texts.ts';
import type { SiteReading } from '../site/site.ts';
import { Message } from './message.tsx';
import { SitePage } from './site-page.tsx';

/** The whole page, for every result of reading the data. */
export function Page({ reading }: { reading: SiteReading }) {
  switch (reading.state) {
    case 'missing':
      return <Message {...texts.noData} />;
    case 'other-version':
      return <Message {...texts.otherVersion(shorten(reading.found), shorten(reading.expected))} />;
    case 'damaged':
      return <Message {...texts.damaged(reading.fault)} />;
    case 'ready':
      return reading.site.newest === null ? (
        <Message {...texts.noRuns} />
      ) : (
        <SitePage site={reading.site} newest={reading.site.newest} />
      );
  }
}

function shorten(value: unknown): string {
  return (JSON.stringify(value) ?? '').slice(0, 40);
}
