import type { CSSProperties } from 'react';
import styles from './Timeline.module.css';
import type { TimelineScale } from './timelineOf';

/** A bar from one time to another, in milliseconds; without an end it grows with the present. */
export function Bar(props: {
  tone: string;
  scale: TimelineScale;
  start: number;
  end?: number;
}) {
  const { tone, scale, start, end } = props;
  const left = scale.at(start);
  return (
    <div
      className={styles.bar}
      data-tone={tone}
      data-open={end === undefined}
      style={
        end === undefined
          ? ({ '--from': `${left}%` } as CSSProperties)
          : { left: `${left}%`, width: `${scale.at(end) - left}%` }
      }
    />
  );
}
