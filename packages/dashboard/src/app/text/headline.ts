import type { Outlook, Overview } from '../site/overview.ts';
import { texts } from './texts.ts';

/** The answer to "is anything wrong?": a few words, and one sentence on what they rest on. */
export interface HeadlineText {
  outlook: Outlook;
  title: string;
  explanation: string;
}

export function headlineOf(overview: Overview): HeadlineText {
  const { outlook, counts, suspicions } = overview;
  const judged = counts.regression + counts.improvement + counts.unchanged;
  const all = judged + counts.undecided + counts.incomparable;
  if (outlook === 'wrong') {
    return { outlook, title: wrongTitle(overview), explanation: texts.explainWrong };
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
  if (suspicions > 0) {
    return {
      outlook,
      title: `${texts.headline.unsure}, ${texts.suspicions(suspicions)}`,
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
  const { counts, brokenBudgets, failed, failedTests, suspicions } = overview;
  const parts = [
    counts.regression > 0 && texts.regressions(counts.regression),
    brokenBudgets > 0 && texts.brokenBudgets(brokenBudgets),
    failed > 0 && texts.failures(failed),
    failedTests > 0 && texts.failedTests(failedTests),
    suspicions > 0 && texts.suspicions(suspicions),
  ];
  return parts.filter((part) => part !== false).join(', ');
}
