import { useEffect, useRef } from 'preact/hooks';
import type { SiteSeries } from '../../site-data.ts';
import type { ChartData } from '../chart/chart-data.ts';
import { pointSentence, pointText } from '../chart/chart-point.ts';
import { mountChart } from '../chart/mount-chart.ts';
import type { Site } from '../site/site.ts';
import { texts } from '../text/texts.ts';

interface LargeChartProps {
  series: SiteSeries;
  site: Site;
  data: ChartData;
  /** Index of the selected point. */
  selected: number;
  onSelect: (index: number) => void;
}

/** All points of a series. The pointer and the arrow keys select one. */
export function LargeChart({ series, site, data, selected, onSelect }: LargeChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const moveCursor = useRef<(index: number) => void>(() => undefined);
  const last = data.means.length - 1;

  useEffect(() => {
    if (box.current === null) return;
    const { chart, unmount } = mountChart(
      box.current,
      { series, site, data, size: 'large' },
      onSelect,
    );
    moveCursor.current = (index) =>
      chart.setCursor({
        left: chart.valToPos(data.positions[index] ?? 0, 'x'),
        top: chart.valToPos(data.means[index] ?? 0, 'y'),
      });
    return unmount;
  }, [series, site, data, onSelect]);

  useEffect(() => moveCursor.current(selected), [selected]);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = { ArrowLeft: selected - 1, ArrowRight: selected + 1, Home: 0, End: last }[
      event.key
    ];
    if (target === undefined) return;
    event.preventDefault();
    onSelect(Math.min(last, Math.max(0, target)));
  };

  const point = pointText(data, selected, series);
  return (
    <>
      <div
        ref={box}
        class="large-chart"
        role="slider"
        tabIndex={0}
        autofocus
        aria-label={texts.detail.chartLabel}
        aria-valuemin={1}
        aria-valuemax={last + 1}
        aria-valuenow={selected + 1}
        aria-valuetext={point === null ? undefined : pointSentence(point)}
        onKeyDown={onKeyDown}
        onMouseLeave={() => moveCursor.current(selected)}
      />
      <p class="hint muted">{texts.detail.hint}</p>
    </>
  );
}
