// Which of many places is next from one in a direction: the nearest in the same row or column, else the nearest beyond.
export type Direction = 'left' | 'right' | 'up' | 'down';

interface Point {
  readonly row: number;
  readonly column: number;
}

/** Undefined: there is none that way. */
export function nearest<Place extends Point>(places: readonly Place[], from: Point, direction: Direction): Place | undefined {
  const horizontal = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  let best: Place | undefined;
  let least = Infinity;
  for (const place of places) {
    const along = (horizontal ? place.column - from.column : place.row - from.row) * sign;
    const across = Math.abs(horizontal ? place.row - from.row : place.column - from.column);
    // Leaving the row or column costs more than any way along it.
    const distance = along + across * 1000;
    if (along <= 0 || distance >= least) continue;
    best = place;
    least = distance;
  }
  return best;
}
