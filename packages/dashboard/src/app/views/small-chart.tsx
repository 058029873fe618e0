import { useEffect, useRef } from 'preact/hooks';
import type { SiteSeries } from '../../site-data.ts';
import { chartData } from '../chart/chart-data.ts';
import { mountChart, type MountedChart } from '../chart/mount-chart.ts';
import { whenNearViewport } from '../chart/near-viewport.ts';
import { formatMean } from '../text/format-value.ts';
import type { Site } from '../site/site.ts';
import { texts } from '../text/texts.ts';

/** Chart of a series, drawn when it comes near the viewport. */
export function SmallChart({ series, site }: { series: SiteSeries; site: Site }) {
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = box.current;
    if (element === null || series.points.length === 0) return;
    let mounted: MountedChart | null = null;
    const leave = () => {
      mounted?.unmount();
      mounted = null;
    };
    const enter = () => {
      const data = chartData(series, site);
      mounted ??= mountChart(element, { series, data, site, size: 'small' });
    };
    // The inside of a card out of sight has no layout, so the card itself is watched.
    const stopWatching = whenNearViewport(element.closest('article') ?? element, { enter, leave });
    return () => {
      stopWatching();
      leave();
    };
  }, [series, site]);

  return <div ref={box} class="small-chart" role="img" aria-label={describe(series)} />;
}

function describe(series: SiteSeries): string {
  const { points } = series;
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return texts.series.noPoints;
  if (first === last) return texts.series.onePoint(formatMean(first, series));
  return texts.series.chart(points.length, formatMean(first, series), formatMean(last, series));
}
