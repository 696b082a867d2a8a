import { useMemo, useState } from 'react';
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
  const source = useMemo(() => (picture && picture !== broken ? picture : posterUrl(item)), [item, picture, broken]);
  const ratio = ratioOf(item.kind);
  return (
    <img
      className="poster" src={source} alt={alt} width={width} height={Math.round(width / ratio)} style={{ aspectRatio: String(ratio) }}
      loading={eager ? 'eager' : 'lazy'} decoding="async" draggable={false} onError={() => picture && setBroken(picture)}
    />
  );
}

const NONE: readonly string[] = [];
