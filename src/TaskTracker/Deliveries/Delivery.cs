using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Deliveries;

/// <summary>A message to one address by one channel.</summary>
internal sealed record Delivery
{
    public required long Id { get; init; }

    public required string DistrictId { get; init; }

    public required string Channel { get; init; }

    public required Recipient Recipient { get; init; }

    public required string Address { get; init; }

    public required DeliveryState State { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public string? MessageId { get; init; }

    public string? Lease { get; init; }

    public required int Attempts { get; init; }

    /// <summary>The columns of <see cref="Row"/>; follows <c>from deliveries</c>.</summary>
    public const string Columns = "id, district_id, channel, recipient, address, state, subject, text, html, message_id, lease, attempts";

    public sealed record Row
    {
        public long Id { get; init; }

        public string DistrictId { get; init; } = "";

        public string Channel { get; init; } = "";

        public string Recipient { get; init; } = "";

        public string Address { get; init; } = "";

        public string State { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Text { get; init; } = "";

        public string Html { get; init; } = "";

        public string? MessageId { get; init; }

        public string? Lease { get; init; }

        public int Attempts { get; init; }

        public Delivery ToDelivery() => new()
        {
            Id = Id,
            DistrictId = DistrictId,
            Channel = Channel,
            Recipient = Core.Reminders.Recipient.Parse(Recipient),
            Address = Address,
            State = EnumNames.Parse<DeliveryState>(State),
            Subject = Subject,
            Text = Text,
            Html = Html,
            MessageId = MessageId,
            Lease = Lease,
            Attempts = Attempts,
        };
    }
}
