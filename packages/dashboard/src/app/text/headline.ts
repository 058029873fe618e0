import type { Outlook, Overview } from '../site/overview.ts';
import { texts } from './texts.ts';

/** The answer to "is anything wrong?": a title, and one sentence that explains it. */
export interface HeadlineText {
  outlook: Outlook;
  title: string;
  explanation: string;
}

/** Returns the headline of the newest run. */
export function headlineOf(overview: Overview): HeadlineText {
  const { outlook, counts, suspicions, unclearBudgets } = overview;
  const judged = counts.regression + counts.improvement + counts.unchanged;
  const all = judged + counts.undecided + counts.incomparable;
  if (outlook === 'wrong') {
    return { outlook, title: wrongTitle(overview), explanation: texts.explainWrong(judged) };
  }
  const measured = all + counts.new;
  if (measured === 0)
    return { outlook, title: texts.headline.empty, explanation: texts.explainEmpty };
  if (overview.isUnjudged) {
    const explanation = texts.explainNotJudged(all);
    return { outlook, title: texts.headline.notJudged, explanation };
  }
  if (outlook === 'fine') {
    return { outlook, title: texts.headline.fine, explanation: texts.explainFine(all) };
  }
  if (suspicions + unclearBudgets > 0) {
    return {
      outlook,
      title: [texts.headline.unsure, ...unsettled(overview)].join(', '),
      explanation:
        judged === 0 ? texts.explainTooEarly(measured) : texts.explainUnsure(judged, all),
    };
  }
  if (judged === 0) {
    const explanation = texts.explainTooEarly(measured);
    return { outlook, title: texts.headline.tooEarly, explanation };
  }
  return { outlook, title: texts.headline.unsure, explanation: texts.explainUnsure(judged, all) };
}

function wrongTitle(overview: Overview): string {
  const { counts, brokenBudgets, failed, failedTests } = overview;
  const parts = [
    counts.regression > 0 && texts.regressions(counts.regression),
    brokenBudgets > 0 && texts.brokenBudgets(brokenBudgets),
    failed > 0 && texts.failures(failed),
    failedTests > 0 && texts.failedTests(failedTests),
  ].filter((part) => part !== false);
  return [...parts, ...unsettled(overview)].join(', ');
}

function unsettled({ unclearBudgets, suspicions }: Overview): string[] {
  return [
    ...(unclearBudgets > 0 ? [texts.unclearBudgets(unclearBudgets)] : []),
    ...(suspicions > 0 ? [texts.suspicions(suspicions)] : []),
  ];
}
