// Every operation of the API, in the order of the story: sign in, set up, register, rule, publish, fill, review, get back.
import type { AnyOperation } from '../http/operation.ts';
import { addAccount, changeAccount, inviteAccount, listAccounts } from './accounts.ts';
import { listAudit, verifyAudit } from './audit.ts';
import { decideRuling, listDecisions, listQuestions, revokeDecision } from './decisions.ts';
import { diffVersions, dryRun, listVersions, publishForm, readDraft, readForm } from './forms.ts';
import { changeUnit, createUnit, importOrg, listUnits } from './org.ts';
import { downloadOutput, readOutput } from './outputs.ts';
import {
  burdenOfRequirement,
  changeRequirement,
  createRequirement,
  downloadWorkbook,
  inspectRequirement,
  listRequirements,
  readRequirement,
  requirementHistory,
  requirementSteps,
  uploadWorkbook,
} from './requirements.ts';
import { acceptInvitation, changePassword, confirmTotp, signIn, signOut, startTotp, whoAmI } from './session.ts';
import {
  explainCheck,
  extendDeadline,
  listProgress,
  readChecks,
  readSectionAnswers,
  readSubmission,
  saveSection,
  sectionHistory,
  submissionSteps,
} from './submissions.ts';
import { addWebhook, listWebhooks, removeWebhook } from './webhooks.ts';

export const OPERATIONS: readonly AnyOperation[] = [
  signIn,
  whoAmI,
  signOut,
  acceptInvitation,
  changePassword,
  startTotp,
  confirmTotp,
  listUnits,
  createUnit,
  changeUnit,
  importOrg,
  listAccounts,
  addAccount,
  changeAccount,
  inviteAccount,
  listRequirements,
  createRequirement,
  readRequirement,
  changeRequirement,
  uploadWorkbook,
  downloadWorkbook,
  inspectRequirement,
  burdenOfRequirement,
  ...requirementSteps,
  requirementHistory,
  listDecisions,
  decideRuling,
  revokeDecision,
  listQuestions,
  readDraft,
  dryRun,
  publishForm,
  listVersions,
  diffVersions,
  readForm,
  readSubmission,
  readSectionAnswers,
  saveSection,
  sectionHistory,
  readChecks,
  explainCheck,
  ...submissionSteps,
  extendDeadline,
  listProgress,
  downloadOutput,
  readOutput,
  listWebhooks,
  addWebhook,
  removeWebhook,
  listAudit,
  verifyAudit,
];
