import { useEffect } from 'react';

/** The title of the window: what the page shows, such as an item's title; without it, the page's name in the route table. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = `${title} · Marquee`;
  }, [title]);
}
