namespace TaskTracker.Benchmarks.Lists;

/// <summary>What happened on the tasks of ten years, told in SQL from the tasks themselves: remainders of ids take the place of chance.</summary>
internal static class TenYearsRecords
{
    /// <summary>One task on which everything happened, for the lists below a task.</summary>
    public const long MuchHappened = 90_001;

    public static readonly IReadOnlyList<string> All =
    [
        // Who answers, groups taken apart; a few never acknowledged, whatever became of the task.
        """
        insert into task_parties (district_id, task_id, unit_id, role, group_id, joined_on, receipt_due_on, received_on, percent, handed_in_on)
        select tu.district_id, tu.task_id, coalesce(m.unit_id, tu.unit_id), tu.role, m.group_id, date(t.created_at), date(t.created_at, '+5 days'),
               case when (tu.task_id * 31 + coalesce(m.unit_id, tu.unit_id) * 17) % 100 < 97 then date(t.created_at, '+3 days') end, t.percent,
               coalesce(t.handed_in_on, t.completed_on)
          from task_units tu
          join tasks t on t.id = tu.task_id
          left join unit_members m on m.district_id = tu.district_id and m.group_id = tu.unit_id
          join units u on u.district_id = tu.district_id and u.id = coalesce(m.unit_id, tu.unit_id) and u.kind <> 'group'
         order by tu.task_id, case tu.role when 'lead' then 1 else 2 end, tu.ordinal
            on conflict do nothing
        """,
        """
        create temp table numbers (n integer primary key);
        insert into numbers with recursive counted (n) as (select 1 union all select n + 1 from counted where n < 500) select n from counted;
        create temp table leads (task_id integer primary key, unit_id integer);
        insert into leads select task_id, min(unit_id) from task_parties where role = 'lead' group by task_id
        """,
        """
        insert into receipts (district_id, task_id, unit_id, received_at, received_by)
        select district_id, task_id, unit_id, received_on || 'T02:00:00.000Z', 'key:' || unit_id from task_parties where received_on is not null
        """,
        """
        insert into progress_reports (district_id, task_id, unit_id, period, percent, done, problems, next_step, reported_at, reported_by, status)
        select t.district_id, t.id, l.unit_id, strftime('%Y-%m', t.created_at, '+' || (n * 21) || ' days'), min(n * 8, 100),
               '本期按计划推进，完成阶段性任务' || n || '项。', case when n % 4 = 0 then '部分手续办理周期较长。' end, '继续推进。',
               date(t.created_at, '+' || (n * 21) || ' days') || 'T03:00:00.000Z', 'key:' || l.unit_id, 'accepted'
          from tasks t
          join leads l on l.task_id = t.id
          join numbers on n <= case t.id when 90001 then 400 else 10 + t.id % 7 end and date(t.created_at, '+' || (n * 21) || ' days') <= case t.id when 90001 then '9999' else @Today end
        """,
        """
        insert into report_obligations (district_id, task_id, unit_id, list_id, role, period, period_start, period_end, due_on, due_provisional, opened_on,
               met_on, met_by, excused_on, excused_for)
        select district_id, id, unit_id, list_id, 'lead', strftime('%Y-%m', month), month, date(month, '+1 month', '-1 day'), due_on, 0, month,
               case when luck < 85 and date(due_on, '-3 days') <= @Today then date(due_on, '-3 days')
                    when luck < 92 and date(due_on, '+4 days') <= @Today then date(due_on, '+4 days') end,
               case when luck < 92 then 'key:' || unit_id end,
               case when luck >= 92 and date(closed_at) < due_on then date(closed_at) end,
               case when luck >= 92 and date(closed_at) < due_on then 'rest' end
          from (select t.district_id, t.id, t.list_id, t.closed_at, p.unit_id, date(l.year || '-01-01', '+' || (n - 1) || ' months') as month,
                       date(l.year || '-01-05', '+' || n || ' months') as due_on, (t.id * 13 + n * 7) % 100 as luck
                  from tasks t
                  join task_lists l on l.id = t.list_id and l.reporting is not null
                  join task_parties p on p.task_id = t.id and p.role = 'lead'
                  join numbers on n <= 12 and date(l.year || '-01-05', '+' || n || ' months') >= date(t.created_at)
                   and date(l.year || '-01-05', '+' || n || ' months') <= date(@Today, '+30 days'))
        """,
        """
        create index temporary_obligations on report_obligations (task_id, due_on);
        update tasks
           set report_due_on = (select min(due_on) from report_obligations where task_id = tasks.id and met_on is null and excused_on is null)
         where state in ('assigned', 'in_progress');
        drop index temporary_obligations
        """,
        """
        insert into task_stages (district_id, task_id, kind, ordinal, words, start_on, due_on, done_on)
        select t.district_id, t.id, 'occurrence', n, n || '月底前', date(t.created_at, 'start of month', '+' || (n - 1) || ' months'),
               date(t.created_at, 'start of month', '+' || n || ' months', '-1 day'),
               case when (t.id + n) % 5 > 0 and date(t.created_at, 'start of month', '+' || n || ' months') < @Today
                    then date(t.created_at, 'start of month', '+' || n || ' months', '-3 days') end
          from tasks t
          join numbers on n <= 12
         where t.deadline_kind = 'recurring'
        """,
        """
        update tasks set recurrence = 'FREQ=MONTHLY;BYMONTHDAY=-1' where deadline_kind = 'recurring';
        update tasks set same_as = id - 1 where id % 200 = 2;
        update tasks set same_as = id where id % 200 = 1;
        insert into task_links (district_id, kind, from_task_id, to_task_id, linked_at, linked_by)
        select district_id, case id % 200 when 2 then 'duplicate' else 'related' end, id, id - 1, updated_at, 'key:1' from tasks where id % 200 in (2, 50)
        """,
        """
        insert into completion_requests (district_id, task_id, unit_id, statement, handed_in_on, requested_at, requested_by)
        select t.district_id, t.id, l.unit_id, '已按要求完成全部内容，申请销账。', coalesce(t.handed_in_on, t.completed_on),
               coalesce(t.handed_in_on, t.completed_on) || 'T06:00:00.000Z', 'key:' || l.unit_id
          from tasks t
          join leads l on l.task_id = t.id
         where coalesce(t.handed_in_on, t.completed_on) is not null;
        insert into reviews (district_id, task_id, completion_request_id, decision, reviewed_at, reviewed_by)
        select t.district_id, t.id, c.id, 'accept', t.closed_at, 'key:1' from tasks t join completion_requests c on c.task_id = t.id where t.state = 'closed';
        update completion_requests set review_id = (select r.id from reviews r where r.completion_request_id = completion_requests.id);
        insert into closures (district_id, task_id, outcome, goes_on, review_id, due_on, completed_on, days_late, closed_on, closed_at, closed_by)
        select t.district_id, t.id, t.outcome, 0, r.id, t.due_on, t.completed_on,
               max(coalesce(cast(julianday(t.completed_on) - julianday(t.due_on) as integer), 0), 0), date(t.closed_at), t.closed_at, 'key:1'
          from tasks t
          left join reviews r on r.task_id = t.id
         where t.state = 'closed'
        """,
        """
        insert into extension_requests (district_id, task_id, unit_id, reason, progress, former_date, asked_date, new_date, after_expiry, state, steps,
               steps_taken, requested_at, requested_by)
        select t.district_id, t.id, l.unit_id, '前期手续尚未办结。', '已完成过半。', t.deadline, t.deadline, t.deadline, 0, 'granted', '["supervision_office"]', 1,
               t.updated_at, 'key:' || l.unit_id
          from tasks t
          join leads l on l.task_id = t.id
          join numbers on n <= t.extension_count
         where t.deadline is not null;
        insert into extension_decisions (district_id, request_id, step, approver, decision, decided_at, decided_by)
        select district_id, id, 1, 'supervision_office', 'grant', requested_at, 'key:1' from extension_requests;
        insert into suspensions (district_id, task_id, reason, suspended_on, suspended_at, suspended_by)
        select district_id, id, '等待上级方案。', suspended_on, updated_at, 'key:1' from tasks where state = 'suspended';
        insert into forecasts (district_id, task_id, unit_id, outlook, reason, declared_at, declared_by)
        select t.district_id, t.id, l.unit_id, t.forecast, t.forecast_reason, t.updated_at, 'key:' || l.unit_id
          from tasks t join leads l on l.task_id = t.id where t.forecast is not null
        """,
        """
        insert into urgings (district_id, task_id, words, urged_at, urged_by)
        select t.district_id, t.id, '请抓紧办理。', t.updated_at, 'key:1' from tasks t join numbers on n <= case t.id when 90001 then 300 when t.id / 4 * 4 then 1 else 0 end;
        insert into demands (district_id, task_id, kind, unit_id, words, answer_by, state, was_missed, year, number, level, level_name, made_on, made_at, made_by)
        select t.district_id, t.id, 'order', l.unit_id, '请于期限内书面答复。', date(t.updated_at, '+5 days'),
               case when t.state = 'closed' then 'accepted' when t.id % 3 = 0 then 'answered' else 'open' end, t.id % 2, strftime('%Y', t.updated_at), t.id, 'blue', '蓝色督办',
               date(t.updated_at), t.updated_at, 'key:1'
          from tasks t join leads l on l.task_id = t.id where t.id % 12 = 1;
        insert into demand_answers (district_id, demand_id, unit_id, words, answered_on, answered_at, answered_by)
        select district_id, id, unit_id, '已整改。', answer_by, made_at, 'key:' || unit_id from demands where state <> 'open';
        insert into rechecks (district_id, task_id, finding, report, checked_on, checked_at, checked_by)
        select district_id, id, 'holds', '现场核查属实。', date(updated_at), updated_at, 'key:1' from tasks where state = 'closed' and id % 25 = 1;
        update closures set appeal_by = date(closed_on, '+30 days');
        insert into closure_receipts (district_id, task_id, closure_id, unit_id, received_on, received_at, received_by)
        select c.district_id, c.task_id, c.id, l.unit_id, c.closed_on, c.closed_at, 'key:' || l.unit_id from closures c join leads l on l.task_id = c.task_id;
        insert into appeals (district_id, task_id, closure_id, unit_id, grounds, appealed_on, appealed_at, appealed_by, rule_by, state, reason, ruled_on, ruled_at, ruled_by)
        select district_id, task_id, id, unit_id, '验收单附后。', appealed_on, appealed_on || 'T02:00:00.000Z', 'key:' || unit_id, date(appealed_on, '+30 days'),
               case when waits then 'pending' else 'upheld' end, case when not waits then '结论无误。' end, case when not waits then date(appealed_on, '+20 days') end,
               case when not waits then date(appealed_on, '+20 days') || 'T02:00:00.000Z' end, case when not waits then 'key:2' end
          from (select c.district_id, c.task_id, c.id, l.unit_id, date(c.closed_on, '+10 days') as appealed_on, c.closed_on > date(@Today, '-30 days') or c.task_id % 720 = 1 as waits
                  from closures c join leads l on l.task_id = c.task_id where c.task_id % 18 = 1 and date(c.closed_on, '+10 days') <= @Today);
        insert into interviews (district_id, task_id, interviewed, interviewer, held_on, matters, recorded_at, recorded_by)
        select district_id, id, '主要负责同志', '督查室', date(updated_at), '进展滞后。', updated_at, 'key:1' from tasks where id % 100 = 1;
        insert into instructions (district_id, task_id, leader, words, given_on, recorded_at, recorded_by)
        select district_id, id, '区长', '请抓好落实。', date(updated_at), updated_at, 'key:1' from tasks where id % 40 = 1
        """,
        """
        insert into reminder_runs (id, district_id, run_on, started_at, ended_at) values (1, @District, @Today, @Today || 'T00:30:00.000Z', @Today || 'T00:31:00.000Z');
        insert into reminders (district_id, task_id, occasion, subject, version, threshold, recipient, channel, state, alone, due_on, run_id, run_on, delivery_id, created_at)
        select t.district_id, t.id, 'task_due', '', 1, case n when 1 then 'D-30' when 2 then 'D-7' when 3 then 'D-1' else 'D0' end,
               'unit:' || l.unit_id || case channel when 'mail' then '/contact' else '' end, channel,
               case when t.id % 997 = 0 and t.state <> 'closed' then 'pending' when (t.id + n) % 4 = 0 then 'superseded' else 'sent' end,
               0, t.due_on, 1, date(t.due_on, '-' || (30 / (n * n)) || ' days'), case when channel = 'mail' and (t.id + n) % 4 > 0 and t.id % 997 > 0 then t.id end,
               date(t.due_on, '-' || (30 / (n * n)) || ' days') || 'T00:30:00.000Z'
          from tasks t
          join leads l on l.task_id = t.id
          join numbers on n <= 4 and date(t.due_on, '-' || (30 / (n * n)) || ' days') <= @Today
          join (select 'in_app' as channel union all select 'mail');
        insert into deliveries (id, district_id, channel, recipient, address, state, alone, subject, text, message_id, attempts, gave_up, failure, created_at, updated_at, sent_at)
        select t.id, t.district_id, 'mail', 'unit:' || l.unit_id || '/contact', 'contact' || l.unit_id || '@example.gov.cn',
               case t.id % 50 when 0 then 'failed' when 1 then 'unknown' else 'sent' end, 0, '4 项任务提醒', '一、推进重点区域环境整治，期限将至。',
               t.id || '@tasks.example', 1, case t.id % 50 when 0 then 1 else 0 end, case t.id % 50 when 0 then 'bounced' end, t.created_at, t.updated_at, t.updated_at
          from tasks t
          join leads l on l.task_id = t.id
         where true
            on conflict do nothing
        """,
        """
        insert into notifications (district_id, unit_id, kind, title, body, created_at, read_at)
        select u.district_id, u.id, case when n % 3 = 0 then 'task_assigned' else 'reminder_digest' end, '【提醒】' || (u.id % 9 + 1) || '项任务即将到期',
               '一、推进重点区域环境整治，期限将至。二、完善社区建设工作台账，请报送进展。三、落实安全生产检查要求，请抓紧办理。',
               date(@Today, '-' || (n * 2) || ' days') || 'T00:30:00.000Z', case when n > 20 then date(@Today, '-' || (n * 2 - 1) || ' days') || 'T01:00:00.000Z' end
          from (select n from numbers order by n desc) join units u on u.district_id = @District and u.kind <> 'group';
        insert into notifications (district_id, unit_id, kind, title, body, task_id, created_at, read_at)
        select district_id, null, 'completion_requested', '申请销账', '请审核。', id, updated_at, case when state = 'closed' then updated_at end from tasks where id % 5 = 0
        """,
        """
        insert into audit_entries (district_id, subject, subject_id, act, actor, at, changes)
        select district_id, 'task', id, 'created', 'benchmark', created_at, '[]' from tasks;
        insert into audit_entries (district_id, subject, subject_id, act, actor, at, changes)
        select district_id, 'task', task_id, 'progress_reported', reported_by, reported_at, '[{"field":"percent","from":0,"to":' || percent || '}]' from progress_reports;
        insert into audit_entries (district_id, subject, subject_id, act, actor, at, changes)
        select district_id, 'task', id, 'closed', 'key:1', closed_at, '[{"field":"state","from":"awaiting_review","to":"closed"}]' from tasks where state = 'closed';
        insert into outbox_messages (district_id, type, payload, occurred_at, delivered_at, attempts)
        select district_id, 'task_closed', '{"taskId":' || id || '}', closed_at, closed_at, 1 from tasks where state = 'closed'
        """,
        """
        insert into evidence (district_id, task_id, report_id, file_name, media_type, bytes, sha256, storage_key, added_at, added_by)
        select district_id, task_id, id, '照片.jpg', 'image/jpeg', 200000, printf('%064x', id), printf('%032x', id), reported_at, reported_by from progress_reports where id % 20 = 1;
        insert into report_reviews (district_id, report_id, revision, decision, reviewed_at, reviewed_by)
        select district_id, id, 1, 'accept', reported_at, 'key:1' from progress_reports where id % 4 = 1;
        insert into task_dates (district_id, task_id, deadline, provisional, basis, set_at, set_by)
        select district_id, id, deadline, 0, 'correction', updated_at, 'key:1' from tasks where id % 30 = 1 and deadline is not null;
        insert into light_rules (district_id, list_id, valid_from, lines, set_at, set_by, applied_at)
        select district_id, id, year || '-01-10', '[{"condition":"overdue","colour":"red","days":0}]', updated_at, 'key:1', updated_at from task_lists where id % 30 = 0
        """,
    ];
}
