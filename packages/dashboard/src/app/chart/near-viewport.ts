/** Callbacks for an element that comes near the viewport or leaves it. */
interface Visitor {
  enter: () => void;
  leave: () => void;
}

const visitors = new Map<Element, Visitor>();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const visitor = visitors.get(target);
      if (isIntersecting) visitor?.enter();
      else visitor?.leave();
    }
  },
  { rootMargin: '400px 0px' },
);

addEventListener('beforeprint', () => visitors.forEach(({ enter }) => enter()));

// A new observation reports at once whether an element is near, so distant ones leave again.
addEventListener('afterprint', () => {
  observer.disconnect();
  for (const element of visitors.keys()) observer.observe(element);
});

/** Watches an element until the returned function is called. When the page is printed, every element is near. */
export function whenNearViewport(element: Element, visitor: Visitor): () => void {
  visitors.set(element, visitor);
  observer.observe(element);
  return () => {
    observer.unobserve(element);
    visitors.delete(element);
  };
}
