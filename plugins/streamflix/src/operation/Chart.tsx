import { useLayoutEffect, useRef, type ReactNode } from 'react';
import styles from './Timeline.module.css';
import type { TimelineScale } from './timelineOf';

/** The axis is long: a movement is a pixel or two. */
const movements = 300;

/** Minimum milliseconds between two movements. */
const shortest = 250;

/**
 * Rows on a common axis. Its CSS property `--now` is the position of the present, which what grows or moves with time follows. Nothing
 * is rendered again for it; and it moves in steps, because sixty frames a second would keep the viewer's machine busy.
 */
export function Chart(props: {
  scale: TimelineScale;
  /** The backend's clock when it answered, in milliseconds. */
  now: number;
  children: ReactNode;
}) {
  const { scale, now, children } = props;
  const chart = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const answeredAt = performance.now();
    const move = () => {
      const present = now + performance.now() - answeredAt;
      chart.current?.style.setProperty('--now', `${scale.at(present)}%`);
    };
    move();
    const each = Math.max(shortest, (scale.end - scale.start) / movements);
    const timer = setInterval(move, each);
    return () => clearInterval(timer);
  }, [scale, now]);
  return (
    <div ref={chart} className={styles.chart}>
      {children}
    </div>
  );
}
