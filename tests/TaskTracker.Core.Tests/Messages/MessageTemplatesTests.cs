using TaskTracker.Core.Messages;

namespace TaskTracker.Core.Tests.Messages;

public sealed class MessageTemplatesTests
{
    [Test]
    public void The_defaults_are_templates([Values] TemplateName name) =>
        Assert.That(MessageTemplates.FaultsOf(name, MessageTemplates.DefaultOf(name)), Is.Empty);

    [Test]
    public void An_unknown_field_is_refused_and_the_allowed_ones_are_named()
    {
        var faults = MessageTemplates.FaultsOf(TemplateName.Reminder, new("{{titel}}", "{{ title }}", "<p>{{password}}</p>"));

        Assert.That(faults.Keys, Is.EquivalentTo(new[] { "subject", "html" }));
        Assert.That(faults["subject"], Does.StartWith("There is no field {{titel}}; allowed: urgency, title, "));
    }

    [TestCase("{{title", "A field begins at \"{{title\" and does not end")]
    [TestCase("a [[b {{title}}", "A part that may be left out begins with [[ and does not end")]
    [TestCase("a ]] b", "\"]]\" at \"]] b\" has no place there")]
    [TestCase("[[a [[b]] c]]", "\"[[\" at \"[[b]] c]]\" has no place there")]
    public void What_does_not_end_is_shown(string text, string beginning)
    {
        Assert.That(TextTemplate.TryParse(text, ["title"], out _, out var error), Is.False);
        Assert.That(error, Does.StartWith(beginning));
    }

    [Test]
    public void A_subject_is_needed_but_for_a_line_of_a_digest()
    {
        Assert.That(MessageTemplates.FaultsOf(TemplateName.Notice, new(" ", "{{body}}")).Keys, Is.EqualTo(new[] { "subject" }));
        Assert.That(MessageTemplates.FaultsOf(TemplateName.DigestItem, new("{{title}}", "{{title}}")).Keys, Is.EqualTo(new[] { "subject" }));
        Assert.That(MessageTemplates.FaultsOf(TemplateName.DigestItem, new(null, "")).Keys, Is.EqualTo(new[] { "text" }));
        Assert.That(MessageTemplates.FaultsOf(TemplateName.Notice, new(new string('长', 201), "{{body}}"))["subject"], Does.Contain("200"));
    }

    [Test]
    public void A_value_is_never_read_as_a_template()
    {
        Assert.That(TextTemplate.TryParse("{{title}}！[[（{{number}}）]]", ["title", "number"], out var template, out _));

        Assert.That(template!.Render(new Dictionary<string, string> { ["title"] = "{{number}}[[", ["number"] = "]]" }), Is.EqualTo("{{number}}[[！（]]）"));
        Assert.That(template.Render(new Dictionary<string, string> { ["title"] = "甲" }), Is.EqualTo("甲！"));
    }

    [Test]
    public void A_subject_is_one_line_whatever_the_template_holds() =>
        Assert.That(
            MessageTemplates.With([new(TemplateName.Notice, new("一\n二 {{title}}", "{{body}}"))])
                .Render(TemplateName.Notice, new Dictionary<string, string> { ["title"] = "三\r\nBcc: x", ["body"] = "四" }).Subject,
            Is.EqualTo("一 二 三 Bcc: x"));
}
