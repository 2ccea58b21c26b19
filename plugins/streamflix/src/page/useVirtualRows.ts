import { useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useState } from 'react';

/** Rows rendered above and below the visible ones. */
const overscan = 6;

/** The element that scrolls the content; undefined when the window does. */
function scrollerOf(element: Element): Element | undefined {
  for (
    let parent = element.parentElement;
    parent && parent !== document.body;
    parent = parent.parentElement
  ) {
    if (/auto|scroll/.test(getComputedStyle(parent).overflowY)) return parent;
  }
  return undefined;
}

/**
 * Renders only the rows near the visible part of a page. The page scrolls, not the list: in the new frontend system that is the
 * window, in the classic one an element.
 *
 * @param options.estimate - height of a row before it is measured, in pixels
 */
export function useVirtualRows(options: {
  list: Element | null;
  count: number;
  estimate: number;
  keyOf(index: number): string;
}) {
  const { list, count, estimate, keyOf } = options;
  const [place, setPlace] = useState<{ scroller?: Element; margin: number }>({
    margin: 0,
  });
  useLayoutEffect(() => {
    if (!list) return undefined;
    const scroller = scrollerOf(list);
    const measure = () => {
      const top = scroller
        ? scroller.getBoundingClientRect().top - scroller.scrollTop
        : -window.scrollY;
      const margin = Math.round(list.getBoundingClientRect().top - top);
      setPlace(before =>
        before.scroller === scroller && before.margin === margin
          ? before
          : { scroller, margin },
      );
    };
    measure();
    // Content above the list, such as a banner, changes its position.
    const observer = new ResizeObserver(measure);
    observer.observe(list.parentElement ?? list);
    return () => observer.disconnect();
  }, [list]);
  const common = {
    count,
    overscan,
    useFlushSync: false,
    estimateSize: () => estimate,
    getItemKey: keyOf,
    scrollMargin: place.margin,
  };
  const inWindow = useWindowVirtualizer<HTMLElement>({
    ...common,
    enabled: place.scroller === undefined,
  });
  const inElement = useVirtualizer<Element, HTMLElement>({
    ...common,
    enabled: place.scroller !== undefined,
    getScrollElement: () => place.scroller ?? null,
  });
  const rows = place.scroller ? inElement : inWindow;
  const items = rows.getVirtualItems();
  const end = items.at(-1)?.end;
  return {
    items,
    measure: rows.measureElement,
    /** Space instead of the rows that are not rendered. */
    before: items.length > 0 ? items[0].start - place.margin : 0,
    after: end === undefined ? 0 : rows.getTotalSize() - (end - place.margin),
  };
}
