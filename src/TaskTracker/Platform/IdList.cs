using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace TaskTracker.Platform;

/// <summary>
/// Any number of ids as the one parameter of <c>in @Ids</c>, or of another whose name ends so: an array on PostgreSQL, a JSON list on SQLite. A parameter
/// for each would be looked up by its name among all of them, and every number of them would be another statement.
/// </summary>
internal sealed class IdList(IEnumerable<long> ids) : SqlMapper.ICustomQueryParameter
{
    public void AddParameter(IDbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = parameter is SqliteParameter ? string.Create(CultureInfo.InvariantCulture, $"[{string.Join(',', ids)}]") : ids.ToArray();
        command.Parameters.Add(parameter);
    }
}
