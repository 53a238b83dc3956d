-- Made from the database by scripts/write-schema.ts; do not edit.
-- Run once on a Citus coordinator, after Belong has made its schema there: every local area on one machine, reference tables on all.
create extension if not exists citus;

select create_reference_table('access.one_time_link');
select create_reference_table('access.person');
select create_reference_table('access.session');
select create_reference_table('access.token');
select create_reference_table('measures.batch_rests_on');
select create_reference_table('measures.grouping');
select create_reference_table('measures.measure');
select create_reference_table('measures.measure_version');
select create_reference_table('measures.observation');
select create_reference_table('measures.period');
select create_reference_table('measures.replaced');
select create_reference_table('measures.series');
select create_reference_table('measures.series_before');
select create_reference_table('measures.series_period');
select create_reference_table('places.place');
select create_reference_table('places.area');
select create_reference_table('places.hierarchy');
select create_reference_table('places.membership');
select create_reference_table('places.neighbour_set');
select create_reference_table('places.neighbour');
select create_reference_table('places.place_code');
select create_reference_table('places.succession');

select create_distributed_table('access.grant_held', 'area_id');
select create_distributed_table('collection.batch', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('collection.batch_number', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('collection.finding', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('desk.seen', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('places.comparator_set', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('places.comparator', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('platform.data_version', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('platform.deed', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('platform.once', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('platform.setting', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('platform.work', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('programme.action', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('scorecards.story', 'area_id', colocate_with => 'access.grant_held');
select create_distributed_table('scorecards.target', 'area_id', colocate_with => 'access.grant_held');
