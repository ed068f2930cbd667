// A priority queue of whole numbers, smallest first; the inner loop of elimination, so it is written for speed.

export interface Heap {
  readonly size: () => number;
  readonly push: (value: number) => void;
  /** The smallest; only when size() > 0. */
  readonly pop: () => number;
}

export function createHeap(): Heap {
  const heap: number[] = [];
  return {
    size: () => heap.length,
    push(value) {
      let at = heap.length;
      heap.push(value);
      while (at > 0) {
        const parent = (at - 1) >> 1;
        const above = heap[parent] ?? 0;
        if (above <= value) break;
        heap[at] = above;
        at = parent;
      }
      heap[at] = value;
    },
    pop() {
      const smallest = heap[0] ?? 0;
      const last = heap.pop() ?? 0;
      const size = heap.length;
      if (size === 0) return smallest;
      let at = 0;
      for (let child = 1; child < size; child = 2 * at + 1) {
        if (child + 1 < size && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child++;
        const below = heap[child] ?? 0;
        if (below >= last) break;
        heap[at] = below;
        at = child;
      }
      heap[at] = last;
      return smallest;
    },
  };
}
