/** A new visitor: a user of the service like any other, whose id this browser remembers. */
export interface Visitor {
  id: string;
  /** Whether the service has met them: they did something. */
  known: boolean;
}

const KEY = 'marquee-visitor';

export function newVisitor(): Visitor {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const id = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => letters[byte % letters.length]).join('');
  return keep({ id: `visitor-${id}`, known: false });
}

export function keep(visitor: Visitor): Visitor {
  try {
    localStorage.setItem(KEY, JSON.stringify(visitor));
  } catch {
    // A browser that keeps nothing meets a new visitor with each page.
  }
  return visitor;
}

export function keptVisitor(): Visitor {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<Visitor> | null;
    if (kept && typeof kept.id === 'string' && kept.id.startsWith('visitor-')) return { id: kept.id, known: kept.known === true };
  } catch {
    // What cannot be read is as if it were not there.
  }
  return newVisitor();
}
