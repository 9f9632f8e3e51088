import { transaction } from '@/lib/postgres/query'
import {
  allNullable,
  bigint,
  bool,
  int,
  json,
  nullable,
  type RowOf,
  statement,
  text,
  texts,
  time,
} from '@/lib/postgres/statement'
import { mentionsOf } from '@/lib/posts/mentions-sql'
import { POST_SOURCE, presentPost, VIEWED_POST, type ViewedPostRow, viewedPostColumns } from '@/lib/posts/post-row'
import type { NotificationType } from '@/lib/shared/notification-kinds'
import type { Comment, NotificationGroup, User } from '@/lib/shared/views'
import { presentName } from '@/lib/users/present-user'
import { isActiveAccount } from '@/lib/users/user-sql'
import { isReadByMore, visibleComment } from '@/lib/visibility/comment-visibility'
import { visiblePost } from '@/lib/visibility/post-visibility'

/** Actors shown with a group. */
const ACTORS_SHOWN = 3

/** Ids as text: as JSON numbers they would lose their last digits. */
const user = (u: string) =>
  `json_build_object('id', ${u}.id::text, 'handle', ${u}.handle, 'name', ${u}.name, 'bio', ${u}.bio, 'avatarUrl', ${u}."avatarUrl")`

const GROUP = {
  groupId: bigint(),
  recipientId: bigint(),
  type: text<NotificationType>(),
  actorCount: int(),
  lastSeq: bigint(),
  version: bigint(),
  firstAt: time(),
  lastAt: time(),
  read: bool(),
  archived: bool(),
  shown: bool(),
  actors: json<User[]>(),
  commentId: nullable(bigint()),
  commentText: nullable(text()),
  commentedAt: nullable(time()),
  commentMentions: nullable(texts()),
  speaker: nullable(json<User>()),
  ...allNullable(VIEWED_POST),
}

type GroupRow = RowOf<typeof GROUP>

/**
 * A group is about the post and comment of its newest event. They are shown only if the recipient may see them now. Of a post that
 * was widened it is the first comment of the recipient that more people can read since.
 */
const GROUPS = statement(
  'notification-groups',
  GROUP,
  `SELECT g.id AS "groupId", g."recipientId", g.type, g."actorCount", g."lastSeq", g.version, g."firstAt", g."lastAt",
     g."readAt" IS NOT NULL OR g."archivedAt" IS NOT NULL AS read, g."archivedAt" IS NOT NULL AS archived,
     g."lastSeq" <= recipient."seenUpTo" AS shown,
     (SELECT COALESCE(json_agg(actor), '[]') FROM (
       SELECT ${user('a')} AS actor FROM "NotificationGroupActor" x JOIN "User" a ON a.id = x."actorId"
       WHERE x."groupId" = g.id AND ${isActiveAccount('a')} ORDER BY x.seq DESC, x."actorId" DESC LIMIT ${ACTORS_SHOWN}) newest) AS actors,
     said.id AS "commentId", said.text AS "commentText", said."createdAt" AS "commentedAt",
     ${mentionsOf('m."commentId" = said.id')} AS "commentMentions",
     CASE WHEN said.id IS NOT NULL THEN ${user('speaker')} END AS speaker, ${viewedPostColumns('g."recipientId"')}
   FROM "NotificationGroup" g JOIN "User" recipient ON recipient.id = g."recipientId"
     LEFT JOIN LATERAL (
       SELECT e."postId", CASE WHEN e.type = 'widened'
         THEN (SELECT min(own.id) FROM "Comment" own JOIN "Post" about ON about.id = own."postId"
           WHERE own."postId" = e."postId" AND own."authorId" = g."recipientId" AND own."deletedAt" IS NULL
             AND ${isReadByMore('own', 'about')})
         ELSE e."commentId" END AS "commentId"
       FROM (SELECT x."actorId", x.seq FROM "NotificationGroupActor" x WHERE x."groupId" = g.id ORDER BY x.seq DESC LIMIT 1) latest
         JOIN "NotificationEvent" e ON e."groupId" = g.id AND e."actorId" = latest."actorId" AND e.seq = latest.seq
       WHERE e."retractedAt" IS NULL LIMIT 1) newest ON true
     LEFT JOIN (${POST_SOURCE}) ON p.id = newest."postId" AND ${visiblePost('p', 'g."recipientId"')}
     LEFT JOIN ("Comment" said JOIN "User" speaker ON speaker.id = said."authorId")
       ON said.id = newest."commentId" AND p.id IS NOT NULL AND ${visibleComment('said', { viewer: 'g."recipientId"', author: 'p."authorId"' })}
   WHERE g.id = ANY ($1::bigint[])
   ORDER BY g."lastSeq" DESC, g.id DESC`,
)

/** A group as its recipient may see it. */
export type PresentedGroup = { recipientId: bigint; group: NotificationGroup }

/** These groups as their recipients may see them now, the newest first. */
export async function readGroups(groupIds: bigint[]): Promise<PresentedGroup[]> {
  if (groupIds.length === 0) return []
  // In a transaction, because there PostgreSQL keeps one plan for a prepared statement (lib/postgres/query.ts). Outside it would
  // plan this statement anew for each list of ids, which takes six times as long as running it.
  const rows = await transaction((run) => run(GROUPS, [groupIds]))
  return rows.map((row) => ({ recipientId: row.recipientId, group: presentGroup(row) }))
}

function presentGroup(row: GroupRow): NotificationGroup {
  const { groupId, type, actors, actorCount, read, archived, shown } = row
  const post = hasPost(row) ? { ...presentPost(row), viewer: { liked: row.liked, muted: row.muted } } : undefined
  return {
    id: String(groupId),
    type,
    actors: actors.map(withPresentName),
    actorCount,
    post,
    comment: commentOf(row),
    place: post?.activity?.place,
    seen: read || shown,
    read,
    archived,
    seq: String(row.lastSeq),
    version: String(row.version),
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
  }
}

/** The names of rows that PostgreSQL has made views of. */
function withPresentName(user: User): User {
  return { ...user, name: presentName(user) }
}

function hasPost(row: GroupRow): row is GroupRow & ViewedPostRow {
  return row.id !== null
}

function commentOf(row: GroupRow): Comment | undefined {
  const { commentId, commentText, commentedAt, commentMentions, speaker } = row
  if (commentId === null || commentText === null || commentedAt === null || speaker === null) return undefined
  return {
    id: String(commentId),
    author: withPresentName(speaker),
    text: commentText,
    createdAt: commentedAt.toISOString(),
    mentions: commentMentions ?? [],
  }
}
