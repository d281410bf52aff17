"""All measurements, one after the other; results are kept in bench/results/."""

from bench import criteria, meetings, outbox, registry, start, updates

updates.main()
outbox.main()
start.main()
registry.main()
meetings.main()
criteria.main()
