import type { MapGeometry } from '@streamflix/backstage-plugin-streamflix-common';
import styles from './MapLines.module.css';
import { percentOf } from './percentOf';

const angles = { right: 0, down: 90, left: 180 } as const;

/** The arrows of a map as content of an SVG as high as the map, and of any width. */
export function MapLines(props: {
  geometry: MapGeometry;
  /** Of the arrowheads, 1 by default. */
  scale?: number;
}) {
  const { scale = 1 } = props;
  const { arrows, width, height } = props.geometry;
  return (
    <>
      <svg
        width="100%"
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
      >
        {arrows.map(({ from, to, path }) => (
          <path key={`${from} ${to}`} className={styles.line} d={path} />
        ))}
      </svg>
      {/* Not stretched with the lines. */}
      {arrows.map(({ from, to, tip, direction }) => (
        <svg
          key={`${from} ${to}`}
          className={styles.head}
          x={percentOf(tip.x, width)}
          y={tip.y}
        >
          <path
            d="M0 0L-8 -5V5Z"
            transform={`rotate(${angles[direction]}) scale(${scale})`}
          />
        </svg>
      ))}
    </>
  );
}
