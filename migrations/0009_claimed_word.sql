-- While a setting’s own word on a child of another’s roll waits, what else it says of the child waits with it.

alter table people.statement drop constraint statement_data_class_check;
alter table people.statement add constraint statement_data_class_check check (data_class in (
  'ordinary', 'sen', 'health', 'care', 'protected-address', 'claimed-ordinary', 'claimed-sen', 'claimed-health', 'claimed-care', 'claimed-protected-address'));
comment on column people.statement.data_class is 'Which verb it is read with. claimed-… while the setting that says it only claims the child (people.roll_claim): no verb reads that, and nothing counts it.';

create or replace view people.span with (security_invoker = true) as
  select area_id, child_id, topic, value, starts, coalesce(ends, least((next_starts - 1)::date, case when list is not null then (
      select min(later.as_at) - 1 from platform.extent own join platform.extent later on later.area_id = own.area_id and later.series = own.series and later.place_id = own.place_id and later.as_at > own.as_at
      where own.area_id = said.area_id and own.batch_id = said.batch_id and own.place_id = said.reported_by and own.series = split_part(said.list, ':', 1) and later.period like '%' || split_part(said.list, ':', 2)) end,
      case when list is not null then (select p.ends from places.place_named p where p.place_id = said.reported_by and p.ends >= said.starts) end)) as ends, data_class, batch_id, reported_by, row, list
  from (select s.*, min(starts) over (partition by area_id, child_id, topic, list order by starts range between '1 day' following and unbounded following) as next_starts
    from people.statement s where s.data_class not like 'claimed-%') said
  where value <> '';

-- Of claims that wait already.
update people.statement s set data_class = 'claimed-' || s.data_class
from people.roll_claim c join people.own_word w on w.area_id = c.area_id
join people.record_row r on r.area_id = w.area_id and r.batch_id = w.batch_id and r.reported_by = c.place_id and r.child_id = c.child_id and r.as_at >= c.starts
where c.let_by is null and s.area_id = r.area_id and s.child_id = r.child_id and s.batch_id = r.batch_id and s.reported_by = r.reported_by and s.row = r.row;
