import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Site } from '../site/site.ts';
import { texts } from '../text/texts.ts';
import type { Navigate } from './use-view-state.ts';
import { SeriesDetail } from './series-detail.tsx';

interface SeriesDialogProps {
  id: string;
  site: Site;
  navigate: Navigate;
}

/** One series in full, over the list. The native dialog keeps the focus and closes on Escape. */
export function SeriesDialog({ id, site, navigate }: SeriesDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const series = site.data.series.find((one) => one.id === id);

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  const close = () => navigate({ series: null }, { step: 'undo' });
  return (
    <dialog
      ref={dialog}
      aria-labelledby="detail-heading"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) close();
      }}
    >
      <div class="detail">
        <button type="button" class="close" onClick={close}>
          {texts.detail.close}
        </button>
        {series === undefined ? <Unknown /> : <SeriesDetail series={series} site={site} />}
      </div>
    </dialog>
  );
}

function Unknown(): ComponentChildren {
  return (
    <>
      <h2 id="detail-heading">{texts.detail.unknown}</h2>
      <p>{texts.detail.unknownNext}</p>
    </>
  );
}
