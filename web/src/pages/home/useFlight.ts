import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Lets cards fly from where they were to where they are. `lift()` notes where they are just before something changes; after the change those that stayed move there,
 * those that are new come in softly. Who wants no motion gets none.
 */
export function useFlight(): [RefObject<HTMLDivElement | null>, () => void] {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef<Map<string, DOMRect>>(undefined);
  const cards = (): HTMLElement[] => [...(place.current?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
  const lift = useCallback(() => {
    before.current = new Map(cards().map((card) => [card.dataset.item!, card.getBoundingClientRect()]));
  }, []);
  useLayoutEffect(() => {
    const old = before.current;
    if (!old) return;
    before.current = undefined;
    if (typeof Element.prototype.animate !== 'function' || window.matchMedia?.('(prefers-reduced-motion: reduce)').matches) return;
    const seen = (rect: DOMRect): boolean => rect.bottom > 0 && rect.top < window.innerHeight && rect.right > 0 && rect.left < window.innerWidth;
    for (const card of cards()) {
      const [from, to] = [old.get(card.dataset.item!), card.getBoundingClientRect()];
      if (!seen(to)) continue;
      const easing = 'cubic-bezier(0.2, 0, 0, 1)';
      if (!from) card.animate([{ opacity: 0, transform: 'translateY(12px) scale(0.94)' }, { opacity: 1, transform: 'none' }], { duration: 420, easing, fill: 'backwards' });
      else if (Math.abs(from.left - to.left) + Math.abs(from.top - to.top) > 2) {
        const [x, y] = [from.left - to.left, from.top - to.top].map((way) => Math.max(-1400, Math.min(1400, way)));
        card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], { duration: 460, easing });
      }
    }
  });
  return [place, lift];
}
