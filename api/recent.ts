// What was used last, kept up to a weight: what has not been asked for longest goes first.

interface Weighed<Value> {
  readonly value: Value;
  readonly weight: number;
}

/** Values by key whose weights add up to `most` at the most; the one kept last stays, however heavy. */
export class Recent<Value> {
  private readonly kept = new Map<string, Weighed<Value>>();
  private readonly most: number;
  private total = 0;

  constructor(most: number) {
    this.most = most;
  }

  /** The value, which by this is the one used last. */
  get(key: string): Value | undefined {
    const found = this.kept.get(key);
    if (!found) return undefined;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found.value;
  }

  keep(key: string, value: Value, weight: number): void {
    this.forget(key);
    this.kept.set(key, { value, weight });
    this.total += weight;
    for (const oldest of this.kept.keys()) {
      if (this.total <= this.most || oldest === key) return;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    this.total -= this.kept.get(key)?.weight ?? 0;
    this.kept.delete(key);
  }
}
