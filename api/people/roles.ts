// Who may do what. Three powers stand apart — accounts, roles, the audit log — and no account holds two of them.

export const ROLES = ['administrator', 'securityOfficer', 'auditor', 'coordinator', 'department', 'street', 'community', 'gridWorker'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that belong to a unit of this kind; the others belong to the district. */
export const UNIT_OF_ROLE = { department: 'department', street: 'street', community: 'community', gridWorker: 'grid' } as const;

/** Must sign in with a second factor where the policy asks for one. */
export const POWERFUL: readonly Role[] = ['administrator', 'securityOfficer', 'auditor', 'coordinator'];

/** An account signed in. */
export interface Actor {
  readonly districtId: string;
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  /** The unit that it acts for; null for the district's own roles. */
  readonly unitId: string | null;
}
