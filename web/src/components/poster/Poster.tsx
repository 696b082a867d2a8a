import { useEffect, useMemo, useRef, useState } from 'react';
import type { Item } from '../../api/items';
import { useSession } from '../../api/session';
import { posterUrl, ratioOf } from './art';
import './poster.css';

/** Where an item's own picture is, if it names one and this service lets pictures come from there. */
export function pictureOf(item: Partial<Item>, origins: readonly string[]): string | undefined {
  const named = item.attributes?.image;
  if (!named) return undefined;
  try {
    const address = new URL(named, document.baseURI);
    return address.origin === location.origin || origins.includes(address.origin) ? address.href : undefined;
  } catch {
    return undefined;
  }
}

/** The poster of an item: its own picture, or art drawn from what is known of it. What is not known yet is drawn when it is. */
export function Poster({ item, width = 176, eager = false, alt = '' }: {
  item: Partial<Item> & { id: string };
  /** How wide it is drawn at most, in CSS pixels. */
  width?: number;
  /** Whether it is on the first screen. */
  eager?: boolean;
  /** Empty where the title stands beside it anyway. */
  alt?: string;
}) {
  const session = useSession();
  const origins = session.state === 'known' ? session.session.imageOrigins : NONE;
  const [broken, setBroken] = useState<string>();
  const picture = pictureOf(item, origins);
  const [place, near] = useNear(eager);
  const own = picture !== undefined && picture !== broken;
  const source = useMemo(() => (own ? picture : near ? posterUrl(item) : BLANK), [item, picture, own, near]);
  const ratio = ratioOf(item.kind);
  return (
    <img
      ref={place} className="poster" src={source} alt={alt} width={width} height={Math.round(width / ratio)} style={{ aspectRatio: String(ratio) }}
      loading={own ? 'lazy' : undefined} decoding="async" draggable={false} onError={() => picture && setBroken(picture)}
    />
  );
}

/** What stands there until the art is drawn: nothing, so that no browser draws a frame of its own. */
const BLANK = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";
const NONE: readonly string[] = [];

const waiting = new Map<Element, () => void>();
let watch: IntersectionObserver | undefined;

/** Whether something is on the screen or near it; art is drawn no earlier than that. Stays true. */
function useNear(eager: boolean): [React.RefObject<HTMLImageElement | null>, boolean] {
  const place = useRef<HTMLImageElement>(null);
  const [near, setNear] = useState(eager || typeof IntersectionObserver === 'undefined');
  useEffect(() => {
    const element = place.current;
    if (near || !element) return;
    watch ??= new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) {
        if (!isIntersecting) continue;
        waiting.get(target)?.();
        waiting.delete(target);
        watch!.unobserve(target);
      }
    }, { rootMargin: '200px 300px' });
    waiting.set(element, () => setNear(true));
    watch.observe(element);
    return () => {
      waiting.delete(element);
      watch?.unobserve(element);
    };
  }, [near]);
  return [place, near];
}
