using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class RecipientTests
{
    [TestCase("office")]
    [TestCase("leader")]
    [TestCase("leader:张三")]
    [TestCase("unit:12")]
    [TestCase("unit:12/contact")]
    [TestCase("unit:12/deputy")]
    [TestCase("unit:12/head")]
    public void A_key_can_be_read_back(string key) => Assert.That(Recipient.Parse(key).Key, Is.EqualTo(key));

    [TestCase("")]
    [TestCase(null)]
    [TestCase("leader:")]
    [TestCase("unit:")]
    [TestCase("unit:x")]
    [TestCase("unit:-1")]
    [TestCase("unit:12/")]
    [TestCase("unit:12/office")]
    [TestCase("unit:12/contact/x")]
    [TestCase("everybody")]
    public void What_names_nobody_is_refused(string? key) => Assert.That(Recipient.TryParse(key, out _), Is.False);

    [TestCase("unit:12/head", "unit:12")]
    [TestCase("unit:12", "unit:12")]
    [TestCase("office", "office")]
    [TestCase("leader:张三", "office")]
    public void Each_reads_an_inbox(string key, string inbox) => Assert.That(Recipient.Parse(key).Inbox.Key, Is.EqualTo(inbox));
}
