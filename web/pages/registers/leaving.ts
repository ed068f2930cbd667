// A form of one row is put away with something typed in it: asked first.
import { ElMessageBox } from 'element-plus';

export async function isSureToDrop(t: (key: string) => string): Promise<boolean> {
  const answer = await ElMessageBox.confirm(t('registers.form.unsaved'), t('registers.form.unsavedTitle'), {
    confirmButtonText: t('registers.form.discard'),
    cancelButtonText: t('common.back'),
  }).catch(() => null);
  return answer !== null;
}
