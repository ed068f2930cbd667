// A job of the server's that a page waits for: looked at until it is over, and found again after a reload.
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { call, Refusal, type Reply } from '../../client/client.ts';

export type Job = Reply<'job.read'>;

export interface FollowedJob {
  /** Null: none. */
  readonly job: Ref<Job | null>;
  /** Why the last look failed; it is tried again. */
  readonly fault: ShallowRef<unknown>;
  readonly follow: (job: Job) => void;
  readonly forget: () => void;
}

const OFTEN_MS = 600;
const SELDOM_MS = 3000;

/** `kept`: under which name this tab remembers it. */
export function useJob(kept: string): FollowedJob {
  const job = ref<Job | null>(null);
  const fault = shallowRef<unknown>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let followed = sessionStorage.getItem(kept);
  onScopeDispose(() => {
    clearTimeout(timer);
    followed = null;
  });
  if (followed !== null) void look(followed);

  function follow(found: Job): void {
    clearTimeout(timer);
    followed = found.jobId;
    sessionStorage.setItem(kept, found.jobId);
    job.value = found;
    fault.value = null;
    if (isRunning(found)) timer = setTimeout(() => void look(found.jobId), OFTEN_MS);
  }

  function forget(): void {
    clearTimeout(timer);
    followed = null;
    sessionStorage.removeItem(kept);
    job.value = null;
    fault.value = null;
  }

  async function look(jobId: string): Promise<void> {
    try {
      const found = await call('job.read', { params: { jobId } });
      if (followed === jobId) follow(found);
    } catch (refusal) {
      if (followed !== jobId) return;
      // Only a job that is not there, or not for this person, is given up.
      if (refusal instanceof Refusal && (refusal.status === 404 || refusal.status === 403)) return forget();
      fault.value = refusal;
      timer = setTimeout(() => void look(jobId), SELDOM_MS);
    }
  }

  return { job, fault, follow, forget };
}

export function isRunning({ state }: Job): boolean {
  return state === 'waiting' || state === 'running';
}
