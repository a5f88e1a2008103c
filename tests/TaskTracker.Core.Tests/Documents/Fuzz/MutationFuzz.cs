using System.Diagnostics;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Tests.Documents.Fuzz;

/// <summary>
/// Damaged parts of the five gazettes. <c>TASKTRACKER_FUZZ_CASES</c> says how many (2,000, nightly 10,000), <c>TASKTRACKER_FUZZ_SEED</c>
/// which (1), <c>TASKTRACKER_FUZZ_CASE</c> makes only the one of that number again.
/// </summary>
[TestFixture]
internal sealed class MutationFuzz
{
    /// <summary>A case takes milliseconds; what takes this long will never end.</summary>
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    private static readonly string[] Districts = ["xicheng", "haidian"];

    [Test]
    public void No_damage_makes_the_reader_throw_hang_or_lose_where_an_item_is_printed()
    {
        var seed = Nightly.Number("TASKTRACKER_FUZZ_SEED", 1, 1);
        var only = Nightly.Number("TASKTRACKER_FUZZ_CASE", -1, -1);
        var cases = only >= 0 ? 1 : Nightly.Number("TASKTRACKER_FUZZ_CASES", ordinary: 2_000, nightly: 10_000);
        TestContext.Out.WriteLine($"TASKTRACKER_FUZZ_SEED={seed} TASKTRACKER_FUZZ_CASES={cases}");

        var run = new FuzzRun(new DamagedGazettes(seed), Math.Max(0, only), cases);
        var fault = run.Run(Watchdog);

        TestContext.Out.WriteLine($"{run.Items} items in {run.Drafts} drafts");
        Assert.That(fault, Is.Null, $"TASKTRACKER_FUZZ_SEED={seed}");
        Assert.That(run.Drafts, Is.EqualTo(cases));
        if (only < 0)
            Assert.That(run.Items, Is.GreaterThan(cases), "Damage that leaves no list tries nothing.");
    }

    /// <summary>The cases of one run, shared out to a thread for each core.</summary>
    private sealed class FuzzRun(DamagedGazettes damaged, int first, int cases)
    {
        private readonly GazetteReader reader = new(UnitRegistries.All);
        private readonly (int Number, long Since)[] current = new (int, long)[Environment.ProcessorCount];
        private int taken;
        private int drafts;
        private long items;
        private volatile string? fault;

        public int Drafts => drafts;

        public long Items => items;

        public string? Run(TimeSpan watchdog)
        {
            var threads = current.Select((_, worker) => new Thread(() => Work(worker)) { IsBackground = true }).ToList();
            threads.ForEach(thread => thread.Start());
            foreach (var thread in threads)
                while (fault is null && !thread.Join(TimeSpan.FromMilliseconds(200)))
                    foreach (var (number, since) in current)
                        if (since != 0 && Stopwatch.GetElapsedTime(since) > watchdog)
                            fault ??= $"case {number} takes more than {watchdog.TotalSeconds} s: {damaged.Make(number).Made}";

            return fault;
        }

        private void Work(int worker)
        {
            while (fault is null && Interlocked.Increment(ref taken) - 1 is var turn && turn < cases)
            {
                var number = first + turn;
                current[worker] = (number, Stopwatch.GetTimestamp());
                var text = damaged.Make(number);
                if (FaultOf(text, number) is { } found)
                    fault ??= $"case {number} ({text.Made}): {found}";
            }

            current[worker] = default;
        }

        private string? FaultOf(DamagedText text, int number)
        {
            try
            {
                var source = SourceText.FromString(text.Text);
                var draft = reader.Read("damaged.txt", source, number % 3 < 2 ? Districts[number % 3] : null);
                Interlocked.Add(ref items, draft.Documents.Sum(document => document.Lists.Sum(list => list.Items.Count)));
                Interlocked.Increment(ref drafts);
                return SoundDraft.FaultOf(draft, source);
            }
            catch (Exception exception)
            {
                return exception.ToString();
            }
        }
    }
}
