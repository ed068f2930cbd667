// Every operation of the API, in the order of the story: sign in, set up, register, rule, publish, fill, review, get back.
import type { AnyOperation } from '../http/operation.ts';
import { importCalendar, readCalendar, setDay, setWindow } from './calendar.ts';
import { certifyDraft, defineElement, listBlanks, listCatalogue, orderSections, readDerivation, readMatrix, readOutline, readPending } from './annual.ts';
import { readBurden, readBurdenRows } from './burden.ts';
import { readFilling } from './year-map.ts';
import { listApart, listGroups, sendQuestion, settleRulings, tryRulings } from './matching.ts';
import { addAccount, changeAccount, inviteAccount, listAccounts } from './accounts.ts';
import { listAudit, verifyAudit } from './audit.ts';
import { burdenOfRequirement, changeAdmission, readAdmission } from './cost.ts';
import { decideRuling, listDecisions, listQuestions, revokeDecision } from './decisions.ts';
import { listElements, readElement, searchAll } from './elements.ts';
import { giveFeed, listFeeds, prefillSection, withdrawFeed } from './feeds.ts';
import { readSectionForm, readUses, readYear } from './filling.ts';
import { diffVersions, dryRun, listVersions, publishForm, readDraft, readForm } from './forms.ts';
import { addWords, readLexicon, removeWords } from './lexicon.ts';
import { cancelJob, downloadResult, listJobs, readJob, startZip } from './jobs.ts';
import { compareFile, downloadYear } from './offline.ts';
import { changeUnit, createUnit, importOrg, listUnits } from './org.ts';
import { importRoster, previewImport } from './register-imports.ts';
import { addRow, editRow, findRow, listDuplicates, listRegisters, listRows, readRow, removeRegisterRow, rowChanges } from './registers.ts';
import { downloadCsv, downloadOutput, readLineage, readOutput } from './outputs.ts';
import {
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
import { listRevisions, putDrawing, putOutline, putXlsForm, revisionChanges } from './sources.ts';
import { acceptInvitation, changePassword, confirmTotp, demoAccounts, signIn, signOut, startTotp, whoAmI } from './session.ts';
import {
  explainCheck,
  extendDeadline,
  listProgress,
  readChecks,
  readSectionAnswers,
  readSubmission,
  replaceSectionAnswers,
  saveSection,
  sectionHistory,
  submissionSteps,
} from './submissions.ts';
import { systemState } from './system.ts';
import { addWebhook, listWebhooks, removeWebhook } from './webhooks.ts';

export const OPERATIONS: readonly AnyOperation[] = [
  signIn,
  demoAccounts,
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
  readCalendar,
  importCalendar,
  setDay,
  setWindow,
  listAccounts,
  addAccount,
  changeAccount,
  inviteAccount,
  listRequirements,
  createRequirement,
  readRequirement,
  changeRequirement,
  uploadWorkbook,
  putOutline,
  putDrawing,
  putXlsForm,
  listRevisions,
  revisionChanges,
  downloadWorkbook,
  inspectRequirement,
  burdenOfRequirement,
  readAdmission,
  changeAdmission,
  ...requirementSteps,
  requirementHistory,
  listDecisions,
  decideRuling,
  revokeDecision,
  listQuestions,
  listElements,
  readElement,
  searchAll,
  sendQuestion,
  listGroups,
  listApart,
  tryRulings,
  settleRulings,
  listCatalogue,
  defineElement,
  readDraft,
  readOutline,
  readPending,
  certifyDraft,
  orderSections,
  readMatrix,
  listBlanks,
  readDerivation,
  readBurden,
  readBurdenRows,
  dryRun,
  publishForm,
  listVersions,
  diffVersions,
  readForm,
  readSubmission,
  readSectionAnswers,
  saveSection,
  replaceSectionAnswers,
  sectionHistory,
  readYear,
  readSectionForm,
  readUses,
  downloadYear,
  compareFile,
  readChecks,
  explainCheck,
  ...submissionSteps,
  extendDeadline,
  listProgress,
  readFilling,
  giveFeed,
  listFeeds,
  withdrawFeed,
  prefillSection,
  listRegisters,
  listRows,
  readRow,
  addRow,
  editRow,
  removeRegisterRow,
  rowChanges,
  findRow,
  listDuplicates,
  previewImport,
  importRoster,
  readOutput,
  downloadOutput,
  downloadCsv,
  readLineage,
  startZip,
  listJobs,
  readJob,
  cancelJob,
  downloadResult,
  listWebhooks,
  addWebhook,
  removeWebhook,
  listAudit,
  verifyAudit,
  readLexicon,
  addWords,
  removeWords,
  systemState,
];
