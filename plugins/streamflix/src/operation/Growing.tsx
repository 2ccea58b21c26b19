import { useState, type CSSProperties, type ReactNode } from 'react';
import type { TimelineScale } from './timelineOf';
import styles from './Timeline.module.css';

/**
 * A bar that grows from a time to now, or the line that marks now. CSS moves it by a transform to the end of the axis: nothing is
 * rendered again for it. Its key must contain the end of the axis.
 */
export function Growing(props: {
  tone: 'open' | 'stabilising' | 'deleting' | 'group' | 'now';
  from: number;
  scale: TimelineScale;
  /** The backend's clock when it answered. */
  now: number;
  children?: ReactNode;
}) {
  const { tone, from, scale, now, children } = props;
  // Of the time when it appears: the animation has its own clock from then on.
  const [elapsed] = useState(() => Math.max(0, now - from));
  const left = scale.at(from);
  return (
    <div
      className={styles.growth}
      data-tone={tone}
      style={
        {
          left: `${left}%`,
          width: `${100 - left}%`,
          '--duration': `${Math.max(1, scale.end - from)}ms`,
          '--elapsed': `${-elapsed}ms`,
        } as CSSProperties
      }
    >
      <div className={styles.growing}>{children}</div>
    </div>
  );
}
